"""The body: poses to joints and pictures (`kinematics`, `motion`, `stills`), joint angles to muscle lengths."""
