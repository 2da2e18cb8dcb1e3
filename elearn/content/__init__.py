"""What authors write, read and checked: without this room a folder of files would never become a lesson."""
