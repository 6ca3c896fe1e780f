"""Spanish verbs of moving and cancelling with the pronouns on them: "cambiármela", "me la podéis correr".

Spelt out, they would fill pages; each verb gives its infinitive and imperatives, and the pronouns are all the same.
"""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

#: Verb forms that take pronouns behind them, by what they ask for.
_STEMS: Final = {
    "MOVE": "cambiar cambia cambie cambien cambiad mover mueve mueva muevan moved move pasar pasa pase pasen pasad"
    " correr corre corra corran corred recorrer recorre recorra recorran reagendar reagenda reagende reagenden"
    " reprogramar reprograma reprograme reprogramen trasladar traslada traslade reubicar reubica reubique"
    " modificar modifica modifique",
    "MOVEUP": "adelantar adelanta adelante adelanten adelantad anticipar anticipa anticipe anticipen",
    "MOVEBACK": "posponer pospon posponga pospongan aplazar aplaza aplace aplacen aplazad atrasar atrasa atrase"
    " atrasen retrasar retrasa retrase retrasen retrasad postergar posterga postergue posterguen diferir"
    " demorar demora demore",
    "CANCEL": "cancelar cancela cancele cancelen cancelad anular anula anule anulen anulad borrar borra borre borren"
    " borrad quitar quita quite quiten quitad eliminar elimina elimine eliminen eliminad suspender suspende suspenda"
    " suspendan tachar tacha tache",
}
_HANGING: Final = "la lo las los me nos le les mela melo melas nosla noslo sela selo nosela"
#: Present forms, which take the pronouns before them.
_PRESENT: Final = {
    "MOVE": "cambias cambian cambiais cambia cambie cambien cambies mueves mueven moveis mueve mueva muevan pasas pasan"
    " pasais pasa pase pasen corres corren corre corra corran recorres recorren recorre recorra recorran reagendas"
    " reagendan reagenda reagende reagenden reprograman reprograma reprograme reprogramas reagendais reprogramais",
    "MOVEUP": "adelantas adelantan adelantais adelanta adelante adelanten adelantes anticipan anticipa",
    "MOVEBACK": "aplazas aplazan aplazais aplaza aplace aplacen retrasas retrasan retrasais retrasa retrase retrasen"
    " atrasas atrasan atrasa atrase atrasen pospone posponen posponga pospongan posponeis",
    "CANCEL": "cancelas cancelan cancelais cancela cancele cancelen canceles anulas anulan anulais anula anule anulen"
    " anules borras borran borra borre borren borres quitas quitan quitais quita quite quiten quites eliminas"
    " eliminan elimina elimine eliminen",
}
#: Forms that say so without a pronoun: "atrase mi cita".
_BARE: Final = {
    "MOVE": "reagenda reagende reagenden reprograma reprograme reprogramen recorra recorran traslade trasladen",
    "MOVEUP": "adelanten adelantes anticipe anticipen",
    "MOVEBACK": "posponga pospongan aplace aplacen aplaza atrase atrasen atrasa retrase retrasen retrasa postergue"
    " posterguen posterga",
    "CANCEL": "cancelad anulad cancelemos anulemos",
}
#: What is wished politely: "quisiera que me cambiaran la cita".
_POLITE: Final = {
    "MOVE": "cambiaran cambiara cambiaras cambiarais movieran moviera movieras movierais pasaran pasara pasaras"
    " recorrieran recorriera recorrieras corrieran corriera reagendaran reagendara reprogramaran reprogramara"
    " modificaran modificara",
    "MOVEUP": "adelantaran adelantara adelantaras adelantarais anticiparan",
    "MOVEBACK": "atrasaran atrasara atrasaras aplazaran aplazara aplazaras pospusieran pospusiera retrasaran retrasara"
    " postergaran",
    "CANCEL": "cancelaran cancelara cancelaras cancelarais anularan anulara anularas borraran borrara quitaran quitara"
    " eliminaran",
}
_STANDING: Final = ("me la", "me lo", "nos la", "nos lo", "se la", "se lo")


def _forms(cat: str) -> str:
    """Return all forms with pronouns of the verbs of one category."""
    hanging = [stem + pronoun for stem in _STEMS[cat].split() for pronoun in _HANGING.split()]
    standing = [f"{pronoun} {verb}" for verb in _PRESENT[cat].split() for pronoun in _STANDING]
    polite = [f"{pronoun} {verb}" for verb in _POLITE[cat].split() for pronoun in (*_STANDING, "me", "nos", "le", "la")]
    return "|".join(hanging + standing + polite + _BARE[cat].split())


WORDS: Final[Entries] = tuple((cat, None, _forms(cat)) for cat in _STEMS)
