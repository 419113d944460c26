"""What a lecturer teaches with: questions made from the tables, cases told in steps, the evidence."""
