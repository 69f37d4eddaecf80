-- Where a person is told stands in the contact register and nowhere else: two places would drift apart.
alter table web_preference drop column email, drop column phone, drop column confirmed_at;
