"""Second floor: methodologies, one folder per edition of a norm, data only; ``loader`` reads, proves and types them.

``xx/name-2024/`` holds the YAML files of ``xx.name@2024`` and, in ``cases/``, worked plans with the findings expected;
``catalogues/`` holds the lists that several methodologies share, ``registers/`` the types of register, a file each.
"""
