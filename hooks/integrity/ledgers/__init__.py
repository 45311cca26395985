"""Ledgers as workbooks: where the rectification room, the gate and the exchange meet."""
