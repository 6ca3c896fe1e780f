"""What is no identifier by itself: ages to 89, vitals, drugs, eponyms, codes, times, money, States, plans."""
