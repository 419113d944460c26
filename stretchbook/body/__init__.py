"""The body: poses to joints and pictures, joint angles to muscle lengths."""
