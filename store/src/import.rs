//! Writing what files and the demo season bring.
