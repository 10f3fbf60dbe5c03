"""One decision per form. A form cleans and explains; it never writes."""
