terms = Termos e condições
privacy = Privacidade
refunds = Reembolsos
contact = Contacto
imprint = Informação legal
before = Antes de pagar, pode ler:
