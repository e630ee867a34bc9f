"""The names and job titles of the generated people; names with their ASCII form."""

from __future__ import annotations

from integrations.sandbox.generator.brands import slug


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]


def _names(text: str) -> list[tuple[str, str]]:
    pairs = (word.partition(" = ") for word in _words(text))
    return [(name, ascii_form or slug(name)) for name, _, ascii_form in pairs]


FIRST_NAMES = _names("""
Aisha, Alejandro, Anaïs, Anna, Ben, Björn, Carla, Charlotte, Chloë, Daniel, Dörte
Elena, Emma, Fatima, François, Gabriele, Grace, Håkan, Hannah, Igor, Inês, James
Jean-Luc, João, Julia, Karim, Katarzyna, Kenji, Laura, Liam, Łukasz, Luca, Maeve
Marco, María José, Mei, Mia, Mohammed, Niamh, Noah, Nuria, Olga, Olivia, Paolo
Priya, Rachel, Renée, Sean, Sofia, Søren, Tariq, Thomas, Tomás, Ulrike, Valentina
Wei, Yael, Yusuf, Zoë, Željko, MARIO, anne
花子 = hanako, محمد = muhammad, נועה = noa, 🙂 Sam = sam
""")

LAST_NAMES = _names("""
Abbott, Adeyemi, Almeida, Andersson, Baker, Bauer, Bianchi, Björk, Bonnet, Brown
Çelik, Chen, Clarke, Conti, Cooper, Costa, D'Amico, da Silva, Davies, de la Cruz
Dubois, Dvořák, Edwards, Eriksson, Esposito, Fernández, Ferrari, Fischer, Fontaine
Fraser, García, Greco, Großmann, Gruber, Haddad, Hansen, Hernández, Hoffmann, Hughes
Ivanov, Jackson, Jensen, Johansson, Kaya, Keller, Khan, Kovács, Kowalski, Lambert
Larsson, Leroy, Lewis, Li, Lindgren, López, Mancini, Martin, Meyer, Mitchell, Moreau
Murphy, Nakamura, Nguyen, Nowak, Nuñez, O'Connor, Oliveira, Okonkwo, Østergaard, Park
Patel, Pereira, Petrov, Quinn, Rao, Ricci, Roux, Ruiz, Santos, Schäfer, Schmidt
Schulz-Weber, Sharma, Silva, Singh, Smith, St. John, Suzuki, Tanaka, Taylor, Tremblay
van den Berg, Vidal, von Arnim, Wagner, Walker, Wang, Weiß, Williams, Wójcik, Wright
Yamamoto, Yavuz, Young, Zhang, Zieliński, Žižka
佐藤 = sato, الحسن = alhassan, כהן = cohen
""")

TITLES = _words("""
CEO, Managing Director, CFO, Head of Purchasing, Procurement Manager, IT Manager
Operations Lead, Marketing Manager, Sales Director, Office Manager, Buyer
Geschäftsführer, Responsabile acquisti, Directrice générale, Jefe de compras
VP Engineering, Owner, Assistant to the Board, Web & Mail, Chief Happiness Officer 😀
""")
