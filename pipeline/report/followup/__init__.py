"""The yearly follow-up: what a document and a deck for the board say of a year between two workbooks."""
