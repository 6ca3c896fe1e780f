"""Spanish verbs of moving and cancelling with their pronouns, as tú, usted, vos and vosotros say them."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "CANCEL",
        None,
        "me la quita|me la quitan|me la quitas|me quita la|me quitan la|me lo quita|me borra|me borran|me borras"
        "|me la borra|me la borran|me la borras|me anula|me anulan|me anulas|me la anula|me la anulan"
        "|me la anulas|me la anulais|me lo anula|me lo anulan|me anulais|me elimina|me la elimina|me la eliminan"
        "|me las cancela|me las cancelan|me cancelas|me la cancelas|me la cancelan|me lo cancela|me lo cancelan"
        "|me lo cancelas|me cancelais|me la cancelais|me cancele|me cancelen|me la cancele|me la cancelen"
        "|me lo cancele|me lo cancelen|me la canceles|me la anule|me la anulen|me la borre|me la borren"
        "|me la quite|me la quiten|anulame|anuleme|anulala|anulela|anulalo|anulelo|anulenla|anuladla|anulad"
        "|anularme|anularmela|anulenme|cancelad|canceladla|cancelenlo|cancelarmela|cancelarmelo|cancelarme"
        "|cancelalo|cancelelo|canceleselo|cancelemela|canceleme la|cancelenmela|eliminala|eliminela|borrala"
        "|borrela|borrenla|borrarme|borradme|borrame|quitala|quitenla|quitarmela|quitadme|suspendela|suspendala"
        "|suspendame|suspendermela|dela de baja|denla de baja|dala de baja|la doy de baja|darla de baja"
        "|me la da de baja|me la dan de baja|desapunteme|desapuntame|desapuntarme|desapuntadme|deshacer mi"
        "|deshacer la|dejar libre mi|dejar libre la|dejar libre el turno|liberar mi|liberar el|liberen mi"
        "|liberar la",
    ),
    (
        "MOVE",
        None,
        "me la cambiais|me lo cambiais|me cambiais|cambiadme|cambiadmela|cambiadla|cambiamela|cambiemela"
        "|cambiamelo|cambiemelo|cambienmela|cambienme|me la cambias|me lo cambia|me lo cambian|me lo cambias"
        "|me la cambie|me la cambien|me la cambies|me lo cambie|me lo cambien|me cambien|me cambias|cambiarmelo"
        "|cambiarlas|muevamela|muevemela|muevanmela|moveme|movela|movemela|movelo|muevanme|movedla|me la mueves"
        "|me la moves|me la mueva|me la muevan|me lo mueve|me lo mueven|me lo mueva|me mueves|me muevan|movermela"
        "|movermelo|moverlos|pasamela|pasemela|pasenmela|pasadmela|me la pasan|me la pasas|me la pasais"
        "|me la pase|me la pasen|me lo pasa|me lo pasan|pasarmelo|correla|corrala|corranla|corremela|corramela"
        "|corranmela|me la corre|me la corren|me la corras|correrme|correrme la|recorreme|recorrame|recorranme"
        "|recorrerme|recorrermela|me la recorre|me la recorren|me la recorran|me recorre|me recorren|recorrerlo"
        "|me la reagenda|me la reagendan|me la reagendas|me la reagende|me la reagenden|me reagenda|me reagendan"
        "|me reagende|reagendame|reagendeme|reagendenme|reagendarme|reagendarmela|reagenden|reagenda mi"
        "|me la reprograma|me la reprograman|me la reprogramas|me la reprograme|me la reprogramen|me reprograma"
        "|me reprograman|me reprograme|reprogramame|reprogrameme|reprogramarme|reprogramarmela|reprogramen"
        "|trasladarla|trasladarmela|trasladen|traslademe|trasladarme|traspasar|traspasarla|me la ponen para"
        "|me la pone para|me la pones para|me la pongan para|me la ponga para|me la poneis para|pongamela para"
        "|ponmela para|ponganmela para|ponmela el|pongamela el|me la ponen el|me la pone el|me la pones el"
        "|modificarla|modificarme|me la modifica|me la modifican|modifiqueme",
    ),
    (
        "MOVEUP",
        None,
        "me la adelanta|me la adelantas|me la adelantais|me la adelante|me la adelanten|me lo adelanta"
        "|me lo adelantan|adelantarmela|adelantarmelo|adelantemela|adelantamela|adelantenmela|adelantadme"
        "|adelantadmela|adelantarlo|adelantarlas|adelantenme|me adelanta|me adelantas|me adelante|me adelanten"
        "|anticipar|anticiparla|anticiparme|anticipen",
    ),
    (
        "MOVEBACK",
        None,
        "aplazarmela|aplacemela|aplacen|aplacenla|aplacenmela|aplazame|aplazadme|me la aplaza|me la aplazan"
        "|me la aplazas|me la aplazais|me la aplace|me la aplacen|aplazarlo|atrasen|atrasenla|atrasenme|atraseme"
        "|atrasame|atrasarme|atrasarmela|me la atrasa|me la atrasan|me la atrase|me la atrasen|atrasarlo"
        "|me la retrasa|me la retrasan|me la retrase|me la retrasen|retrasarme|retrasarmela|retraseme|retrasame"
        "|retrasarlo|me la pospone|me la posponen|me la posponga|me la pospongan|pospongamela|posponermela"
        "|posponerme|posponganla|posponerlo|postergarlo|postergarmela|posterguela|postergala|posterguen"
        "|me la posterga|me la postergan|demorar mi|demorar la|demorarla",
    ),
    (
        "APPT",
        None,
        "la hora que tengo|la hora que tenia|la hora que pedi|la hora que me dieron|la hora con el|la hora con la"
        "|la hora con mi|la hora medica|mi hora medica|mi horita|mi turnito|turnito|citas medicas|turno medico"
        "|consulta medica|visita medica",
    ),
)
