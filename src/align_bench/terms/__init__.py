"""Terms in text: where they occur and how they are rendered. Reports nothing; that is `checks`."""
