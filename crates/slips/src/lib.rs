//! The booth's paper: sheets as dots, dots as ESC/POS, printers that say how they are.
