"""The fault programme: processes are killed, servers restarted, disks filled; no word may be lost."""
