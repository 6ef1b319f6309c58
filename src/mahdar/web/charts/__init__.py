"""Charts as plain figures, drawn by the templates as inline SVG: no script draws them, and they mirror in right-to-left pages."""
