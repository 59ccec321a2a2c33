"""What the joint documents of a region's organisations say."""
