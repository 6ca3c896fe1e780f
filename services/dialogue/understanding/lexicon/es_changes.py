"""Spanish verbs of moving and cancelling with their pronouns, as tú, usted, vos and vosotros say them."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "CANCEL",
        None,
        "ya no voy a asistir|ya no voy a acudir|ya no asistire|ya no vamos a ir|ya no iremos|no me voy a presentar"
        "|no me presentare|no voy a presentarme|ya no voy a presentarme|no voy a acudir|no acudire"
        "|ya no la voy a necesitar|no la voy a necesitar|ya no lo voy a necesitar|no lo voy a necesitar"
        "|ya no me hace falta la|ya no me hace falta mi|no me hace falta la|ya no hace falta la"
        "|ya no hace falta mi|no hace falta la|no hace falta mi|ya no va a hacer falta|ya no es necesaria"
        "|ya no es necesario ir|no va a ser necesaria|ya no la ocupo|ya no ocupo la|ya no ocupo mi|ya no ocupo ir"
        "|ya no necesitamos|ya no la necesitamos|ya no queremos la|ya no la queremos|ya no la quiero"
        "|ya no me interesa la|me la quita|me la quitan|me la quitas|me quita la|me quitan la|me lo quita"
        "|me borra|me borran|me borras|me la borra|me la borran|me la borras|me anula|me anulan|me anulas"
        "|me la anula|me la anulan|me la anulas|me la anulais|me lo anula|me lo anulan|me anulais|me elimina"
        "|me la elimina|me la eliminan|me las cancela|me las cancelan|me cancelas|me la cancelas|me la cancelan"
        "|me lo cancela|me lo cancelan|me lo cancelas|me cancelais|me la cancelais|me cancele|me cancelen"
        "|me la cancele|me la cancelen|me lo cancele|me lo cancelen|me la canceles|me la anule|me la anulen"
        "|me la borre|me la borren|me la quite|me la quiten|anulame|anuleme|anulala|anulela|anulalo|anulelo"
        "|anulenla|anuladla|anulad|anularme|anularmela|anulenme|cancelad|canceladla|cancelenlo|cancelarmela"
        "|cancelarmelo|cancelarme|cancelalo|cancelelo|canceleselo|cancelemela|canceleme la|cancelenmela|eliminala"
        "|eliminela|borrala|borrela|borrenla|borrarme|borradme|borrame|quitala|quitenla|quitarmela|quitadme"
        "|suspendela|suspendala|suspendame|suspendermela|dela de baja|denla de baja|dala de baja|la doy de baja"
        "|darla de baja|me la da de baja|me la dan de baja|desapunteme|desapuntame|desapuntarme|desapuntadme"
        "|deshacer mi|deshacer la|dejar libre mi|dejar libre la|dejar libre el turno|liberar mi|liberar el"
        "|liberen mi|liberar la",
    ),
    (
        "MOVE",
        None,
        "pasame|pasame el turno|reprograma la|reprograma mi|reprograma el|reagenda la|reagenda el|cambia la"
        "|cambia el|mueve la|mueve el|move la|move el|corre la|corre mi|corre el turno|pasa la cita|pasa mi cita"
        "|pasa el turno|reprogramame la|reagendame la|cambiame la|cambiame el|moveme el|moveme la|correme el"
        "|correme la|me la cambiais|me lo cambiais|me cambiais|cambiadme|cambiadmela|cambiadla|cambiamela"
        "|cambiemela|cambiamelo|cambiemelo|cambienmela|cambienme|me la cambias|me lo cambia|me lo cambian"
        "|me lo cambias|me la cambie|me la cambien|me la cambies|me lo cambie|me lo cambien|me cambien|me cambias"
        "|cambiarmelo|cambiarlas|muevamela|muevemela|muevanmela|moveme|movela|movemela|movelo|muevanme|movedla"
        "|me la mueves|me la moves|me la mueva|me la muevan|me lo mueve|me lo mueven|me lo mueva|me mueves"
        "|me muevan|movermela|movermelo|moverlos|pasamela|pasemela|pasenmela|pasadmela|me la pasan|me la pasas"
        "|me la pasais|me la pase|me la pasen|me lo pasa|me lo pasan|pasarmelo|correla|corrala|corranla|corremela"
        "|corramela|corranmela|me la corre|me la corren|me la corras|correrme|correrme la|recorreme|recorrame"
        "|recorranme|recorrerme|recorrermela|me la recorre|me la recorren|me la recorran|me recorre|me recorren"
        "|recorrerlo|me la reagenda|me la reagendan|me la reagendas|me la reagende|me la reagenden|me reagenda"
        "|me reagendan|me reagende|reagendame|reagendeme|reagendenme|reagendarme|reagendarmela|reagenden"
        "|reagenda mi|me la reprograma|me la reprograman|me la reprogramas|me la reprograme|me la reprogramen"
        "|me reprograma|me reprograman|me reprograme|reprogramame|reprogrameme|reprogramarme|reprogramarmela"
        "|reprogramen|trasladarla|trasladarmela|trasladen|traslademe|trasladarme|traspasar|traspasarla"
        "|ponedmela|ponedmelo|ponedla|pongamela|ponganmela|ponmela|ponganla|pongamelo|ponmelo|me la pongan|me la ponga"
        "|me la ponen para|me la pone para|me la pones para|me la pongan para|me la ponga para|me la poneis para"
        "|pongamela para|ponmela para|ponganmela para|ponmela el|pongamela el|me la ponen el|me la pone el"
        "|me la pones el|modificarla|modificarme|me la modifica|me la modifican|modifiqueme",
    ),
    (
        "MOVEUP",
        None,
        "adelanta la|adelanta mi|adelanta el|adelantame el|adelantame la|me la adelanta|me la adelantas"
        "|me la adelantais|me la adelante|me la adelanten|me lo adelanta|me lo adelantan|adelantarmela"
        "|adelantarmelo|adelantemela|adelantamela|adelantenmela|adelantadme|adelantadmela|adelantarlo"
        "|adelantarlas|adelantenme|me adelanta|me adelantas|me adelante|me adelanten|anticipar|anticiparla"
        "|anticiparme|anticipen",
    ),
    (
        "MOVEBACK",
        None,
        "atrasa la|atrasa mi|pospone la|pospon la|posponme la|aplaza la|aplaza mi|posterga la|posterga mi"
        "|aplazarmela|aplacemela|aplacen|aplacenla|aplacenmela|aplazame|aplazadme|me la aplaza|me la aplazan"
        "|me la aplazas|me la aplazais|me la aplace|me la aplacen|aplazarlo|atrasen|atrasenla|atrasenme|atraseme"
        "|atrasame|atrasarme|atrasarmela|me la atrasa|me la atrasan|me la atrase|me la atrasen|atrasarlo"
        "|me la retrasa|me la retrasan|me la retrase|me la retrasen|retrasarme|retrasarmela|retraseme|retrasame"
        "|retrasarlo|me la pospone|me la posponen|me la posponga|me la pospongan|pospongamela|posponermela"
        "|posponerme|posponganla|posponerlo|postergarlo|postergarmela|posterguela|postergala|posterguen"
        "|me la posterga|me la postergan|demorar mi|demorar la|demorarla",
    ),
    (
        "KEEP",
        None,
        "no voy a cancelar|no voy a cancelarla|no la voy a cancelar|no voy a cambiar|no voy a cambiarla"
        "|no la voy a cambiar|no voy a mover|no voy a moverla|no la voy a mover|no voy a anular|no voy a anularla"
        "|no la voy a anular|no voy a faltar|ya no la cambie|ya no la cambies|ya no la cambien|ya no la mueva"
        "|ya no la muevas|ya no la muevan|ya no la cancele|ya no la canceles|ya no la cancelen|ya no cambie nada"
        "|ya no mueva nada|no me la mueva|no me la muevas|no me la muevan|no me la cambie|no me la cambies"
        "|no me la cambien|no me la canceles|no me la cancelen|no le mueva|no le mueva nada|no le cambie"
        "|no le cambie nada|no mueva nada|no muevas nada|no cambies nada|no canceles nada|no la muevan"
        "|no la cambien|no la cancelen|ya no quiero cambiarla|ya no quiero moverla|ya no quiero cancelarla"
        "|ya no la quiero cambiar|ya no la quiero mover|ya no la quiero cancelar|no la quiero mover"
        "|no la quiero cambiar|no quiero que la cancele|no quiero que la cancelen|no quiero que la cambie"
        "|no quiero que la cambien|no quiero que la mueva|no quiero que la muevan|no hace falta cambiarla"
        "|no hace falta moverla|no hace falta cancelarla|no me cancele|no me cancelen|no me canceles"
        "|que no me la cancelen|que no la cancelen|que no la cancele|no la vaya a cancelar|no la vayan a cancelar"
        "|no me la vaya a cancelar|no la anule|no la anules|no la anulen|no me la anule|no la anuleis"
        "|no la cambieis|no la movais|no la canceleis|no la quite|no la quiten|no la quites|no la borre"
        "|no la borres",
    ),
    (
        "MOVEBACK",
        None,
        "la quiero dejar para despues|quiero dejarla para despues|dejarla para despues|dejarla para mas adelante"
        "|la quiero dejar para mas adelante|dejar para mas adelante|dejarla para otro dia"
        "|la quiero dejar para otro dia",
    ),
    (
        "APPT",
        None,
        "citica|citicas|turnico|consultica|la hora que tengo|la hora que tenia|la hora que pedi"
        "|la hora que me dieron|la hora con el|la hora con la|la hora con mi|la hora medica|mi hora medica"
        "|mi horita|mi turnito|turnito|citas medicas|turno medico|consulta medica|visita medica",
    ),
)
