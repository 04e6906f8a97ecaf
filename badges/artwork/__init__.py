"""Badge images as files: packed small, since each travels in every credential's file."""
