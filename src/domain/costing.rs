//! What provision costs: integer pence, rounded once per line.
