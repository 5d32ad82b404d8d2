"""Invented people, companies, products and sentences, by language: for fixtures and anonymizing.

Names are common ones of no one in particular; a handle is the local part of an e-mail address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Person(NamedTuple):
    """A first name, a last name, and both as an e-mail address has them."""

    first: str
    last: str
    handle: str


@dataclass(frozen=True, slots=True)
class Words:
    """What people of one language are called, and what is written to them."""

    people: tuple[Person, ...]
    streets: tuple[str, ...]
    companies: tuple[str, ...]
    products: tuple[str, ...]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    tags: tuple[str, ...]
    is_family_first: bool = False

    def full_name(self, person: Person) -> str:
        """Return both names in the language's order."""
        if self.is_family_first:
            return f"{person.last} {person.first}"
        return f"{person.first} {person.last}"


def _people(*rows: str) -> tuple[Person, ...]:
    return tuple(Person(*row.split("|")) for row in rows)


WORDS: Mapping[str, Words] = {
    "en": Words(
        _people("Grace|Miller|grace.miller", "Owen|Clarke|owen.clarke", "Priya|Nair|priya.nair",
                "Tom|O'Brien|tom.obrien", "Hannah|Baker|hannah.baker"),
        ("12 Market Street", "48 Elm Avenue", "7 Harbour Lane"),
        ("Northwind Books", "Fern & Oak", "Blue Kettle"),
        ("Blue Widget", "Walnut Desk Lamp", "Canvas Backpack"),
        ("What changed this week", "Five ways to plan a launch", "A closer look at our roadmap"),
        ("We packed everything with care.", "Thank you for your patience.", "See you on Thursday."),
        ("news", "guides", "offers"),
    ),
    "de": Words(
        _people("Lena|Schäfer|lena.schaefer", "Jonas|Weiß|jonas.weiss",
                "Miriam|Köhler|miriam.koehler",
                "Emre|Yıldız|emre.yildiz", "Käthe|Brandt|kaethe.brandt"),
        ("Lindenstraße 12", "Am Mühlbach 4", "Schillerplatz 9"),
        ("Buchhandlung Nordlicht", "Grün & Söhne", "Kaffeerösterei Amsel"),
        ("Schreibtischlampe Nussbaum", "Rucksack „Fjord“", "Teekanne Blau"),
        ("Was diese Woche neu ist", "Fünf Wege zum gelungenen Start", "Ein Blick auf unsere Pläne"),
        ("Wir haben alles sorgfältig verpackt.", "Danke für Ihre Geduld.", "Bis Donnerstag!"),
        ("Neuigkeiten", "Ratgeber", "Angebote"),
    ),
    "fr": Words(
        _people("Camille|Lefèvre|camille.lefevre", "Noé|Garnier|noe.garnier",
                "Inès|Benali|ines.benali",
                "Loïc|Le Goff|loic.legoff", "Maëlle|D'Hondt|maelle.dhondt"),
        ("12 rue du Marché", "4 allée des Tilleuls", "9 place de l'Église"),
        ("Librairie du Canal", "Chêne & Fils", "La Théière bleue"),
        ("Lampe de bureau en noyer", "Sac à dos « Bivouac »", "Théière bleue"),
        ("Les nouveautés de la semaine", "Cinq façons de préparer un lancement",
         "Notre feuille de route en détail"),
        ("Nous avons tout emballé avec soin.", "Merci de votre patience.", "À jeudi !"),
        ("actualités", "guides", "offres"),
    ),
    "es": Words(
        _people("Lucía|Muñoz|lucia.munoz", "Íñigo|Etxeberria|inigo.etxeberria",
                "Sofía|Peña García|sofia.pena", "Ángel|Núñez|angel.nunez",
                "Begoña|Ibáñez|begona.ibanez"),
        ("Calle Mayor 12", "Avenida del Olmo 48", "Plaza del Puerto 7"),
        ("Librería del Canal", "Roble e Hijos", "La Tetera Azul"),
        ("Lámpara de nogal", "Mochila de lona", "Tetera azul"),
        ("Lo nuevo de esta semana", "¿Cómo preparar un lanzamiento?", "Nuestros planes, de cerca"),
        ("Lo hemos embalado todo con cuidado.", "Gracias por tu paciencia.", "¡Hasta el jueves!"),
        ("noticias", "guías", "ofertas"),
    ),
    "pt": Words(
        _people("João|Conceição|joao.conceicao", "Beatriz|Araújo|beatriz.araujo",
                "Inês|Magalhães|ines.magalhaes", "Caio|Sant'Anna|caio.santanna",
                "Lívia|Mourão|livia.mourao"),
        ("Rua das Flores, 12", "Avenida Atlântica, 480", "Praça do Porto, 7"),
        ("Livraria do Cais", "Carvalho & Filhos", "Chaleira Azul"),
        ("Luminária de nogueira", "Mochila de lona", "Chaleira azul"),
        ("As novidades da semana", "Cinco formas de preparar um lançamento",
         "Nossos planos de perto"),
        ("Embalamos tudo com cuidado.", "Obrigado pela paciência.", "Até quinta-feira!"),
        ("notícias", "guias", "promoções"),
    ),
    "ja": Words(
        _people("結衣|佐藤|yui.sato", "蓮|髙橋|ren.takahashi", "さくら|鈴木|sakura.suzuki",
                "健太|渡邉|kenta.watanabe", "美咲|伊藤|misaki.ito"),
        ("市場通り1丁目2番3号", "桜台4丁目5番6号", "港町7丁目8番9号"),
        ("北風書店", "樫の木商店", "青い急須"),
        ("ウォールナットのデスクランプ", "帆布のリュック", "青い急須"),
        ("今週の新着情報", "公開を成功させる5つの方法", "今後の予定をくわしく紹介"),
        ("心をこめてお包みしました。", "お待ちいただきありがとうございます。",
         "木曜日にお会いしましょう。"),
        ("お知らせ", "使い方", "お得情報"),
        is_family_first=True,
    ),
    "ar": Words(
        _people("نور|الهاشمي|nour.alhashimi", "ليلى|منصور|layla.mansour",
                "يوسف|عبد الله|youssef.abdallah",
                "سلمى|الشريف|salma.alsherif", "كريم|حدّاد|karim.haddad"),
        ("١٢ شارع السوق", "٤ شارع الزهور", "٩ ميدان الميناء"),
        ("مكتبة الشمال", "السنديان وأولاده", "الإبريق الأزرق"),
        ("مصباح مكتب خشبي", "حقيبة ظهر", "إبريق شاي أزرق"),
        ("جديد هذا الأسبوع", "خمس طرق للتحضير للإطلاق", "نظرة على خططنا"),
        ("غلّفنا كل شيء بعناية.", "شكرًا على صبركم.", "نراكم يوم الخميس."),
        ("أخبار", "أدلة", "عروض"),
    ),
}  # fmt: skip
"""Languages whose people have names here; others borrow the English ones."""

CITIES: Mapping[str, tuple[str, ...]] = {
    "US": ("Portland", "Austin", "Madison"), "GB": ("Leeds", "Bristol", "Inverness"),
    "DE": ("Köln", "Görlitz", "Freiburg im Breisgau"), "AT": ("Wien", "Graz", "St. Pölten"),
    "CH": ("Zürich", "Luzern", "Bern"), "FR": ("Nîmes", "Besançon", "L'Haÿ-les-Roses"),
    "ES": ("A Coruña", "Cádiz", "Logroño"), "MX": ("Mérida", "León", "Ciudad de México"),
    "BR": ("São Paulo", "Florianópolis", "Belém"), "PT": ("Évora", "Guimarães", "Setúbal"),
    "JP": ("横浜市", "札幌市", "那覇市"), "EG": ("القاهرة", "الإسكندرية", "أسوان"),
}  # fmt: skip
"""Cities by ISO 3166 territory."""
