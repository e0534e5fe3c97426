"""The portal: what an institution made public, as pages for anybody; reads publications and nothing else."""
