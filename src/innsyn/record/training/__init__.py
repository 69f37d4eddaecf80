"""Made-up resources to train the compression dictionary on."""
