"""Corrects, re-classifies and erases comments; decides on tags."""
