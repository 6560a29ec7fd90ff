"""How fast it searches and answers, beside other libraries, on a generated corpus of any size."""
