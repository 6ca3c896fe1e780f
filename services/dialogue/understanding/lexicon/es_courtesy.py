"""Spanish words of asking a favour, and of being away: "quiero pedirle de favor que", "ando de vacaciones"."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "FILL",
        None,
        "quiero pedirle de favor|quisiera pedirle de favor|queria pedirle de favor|quiero pedirle|quisiera pedirle"
        "|queria pedirle|le quiero pedir|le queria pedir|le quisiera pedir|les quiero pedir|le pido de favor"
        "|me hace el favor de|me hace favor de|me haria el favor de|me hacen el favor de|si me hace el favor de"
        "|hagame el favor de|haganme el favor de|seria tan amable de|serian tan amables de|si fuera tan amable de"
        "|de favor|por favorcito|le encargo|les encargo|le encargo mucho",
    ),
    (
        "NOT",
        None,
        "ando de vacaciones|andamos de vacaciones|andare de vacaciones|voy a andar de vacaciones|me voy de vacaciones"
        "|nos vamos de vacaciones|estare de vacaciones|estaremos de vacaciones|ando de viaje|andamos de viaje"
        "|andare de viaje|ando fuera de la ciudad|estoy fuera de la ciudad|estare fuera de la ciudad",
    ),
    (
        "MOVE",
        None,
        "me la puede dejar para|me la pueden dejar para|me la deja para|me la dejan para|me la podria dejar para"
        "|me la podrian dejar para|puede dejarmela para|pueden dejarmela para|me la puede poner para"
        "|me la pueden poner para|me la ponen para|me la pone para|me la puede dar para|me la pueden dar para"
        "|me la dan para|me la podrian dar para|me la puede pasar para|me la pueden pasar para",
    ),
)
