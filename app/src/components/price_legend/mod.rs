//! price_legend
