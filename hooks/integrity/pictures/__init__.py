"""Pictures made ready for pages: checked, turned upright, in sRGB, in three widths, without a word about who took them."""
