"""Projects: investment projects with their code, money by year and progress."""
