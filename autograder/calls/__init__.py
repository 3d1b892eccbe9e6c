"""Calls of students' functions on hidden inputs, the supervisor's side: orders and comparison."""
