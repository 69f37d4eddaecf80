"""How a request becomes a page: recognise, check the need, call the handler, draw, observe."""
