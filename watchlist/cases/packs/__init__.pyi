from .packing import available_packs as available_packs, pack_file as pack_file, pack_of as pack_of
