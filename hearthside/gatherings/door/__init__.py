"""Who came: a tablet at the entrance, the paper sheet, and one screen to type it up."""
