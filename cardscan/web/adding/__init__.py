"""The page to which pictures are brought, and on which their reading is watched."""
