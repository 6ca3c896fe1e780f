"""Spanish words for moving, cancelling, booking, wishing, correcting."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "MOVEUP",
        None,
        "adelantar|adelantarla|adelanten|adelantarme|adelantame|adelanteme|me la adelantan|me adelantan"
        "|adelanto|adelantela|adelantala",
    ),
    (
        "MOVEBACK",
        None,
        "posponer|posponerla|aplazar|aplazarla|atrasar|atrasarla|retrasar|retrasarla|postergar|postergarla"
        "|dejarla para mas adelante|dejarla para despues|diferir|pospongo|posponga|pospongala|atrasela"
        "|retrasela|aplacela",
    ),
    (
        "MOVE",
        None,
        "mover|cambiar|cambio|cambie|cambiarla|cambiarlo|moverla|moverlo|muevo|mueva|mover la|reprogramar"
        "|reprogramarla|reprograme|reagendar|reagendarla|reagende|reajendar|recalendarizar|pasar|pasarla"
        "|pasarlo|paso mi|pase mi|paseme|me la pasa|me pasa|correr|correrla|recorrer|recorrerla|trasladar"
        "|modificar|modificarla|posponer|posponerla|aplazar|aplazarla|adelantar|adelantarla|atrasar"
        "|atrasarla|retrasar|retrasarla|cambiarme|cambiame|cambieme|muevame|mueveme|moverme"
        "|otra fecha para|otro dia para|otra hora para|otro horario para|nueva fecha para|ir otro dia"
        "|venir otro dia|sacar otra fecha|necesito otra fecha|cambio de cita|cambio de fecha"
        "|cambio de hora|cambiar la fecha|cambiar la hora|cambiar de dia|cambiar de fecha|cambiar de hora"
        "|cambiar el dia|cambiar fecha|cambiar hora|kambiar|canbiar|re agendar|re programar|reprogramacion"
        "|cambiar de horario|cambiar el horario|ponerla|ponerla para|ponerla el|reubicar|dejarla para"
        "|la cambiamos|la movemos|lo cambiamos|lo movemos|la pasamos|la cambia|me la cambia|me la mueve"
        "|me cambia|me mueve|me cambian|me mueven|me la cambian|me la mueven|necesito otro dia"
        "|quiero otro dia|quiero otra fecha|puedo ir otro dia|venir en otro momento|muevala|muevela"
        "|muevalo|muevelo|cambiela|cambiala|cambielo|cambialo|pasela|pasala|paselo|pongala|ponla"
        "|reprogramela|reprogramala|reagendela|reagendala|muevan|cambien|cambiamos|movemos|cambia mi"
        "|cambie mi|mueve mi|mueva mi|muevanla|cambienla|cambiarle|me mueva|me cambie|recorranla|recorrala"
        "|pasarmela|cambiarmela|moverlas|cambiarlas",
    ),
    (
        "CANCEL",
        None,
        "cancelar|cancela|cancele|cancelen|cancelarla|cancelarlo|cancelame|canceleme|cancelo|cancelacion"
        "|anular|anularla|anule|anula|anulen|anularlo|eliminar|eliminarla|elimine|borrar|borrarla|borre"
        "|quitar|quitarla|quite|quitenme|dar de baja|dar de baja mi|suspender|suspenderla|suspenda"
        "|canselar|kancelar|cancelr|ya no necesito|ya no quiero|ya no necesito la|ya no voy a ir a"
        "|ya no voy a necesitar|no voy a necesitar|desmarcar|dejar sin efecto|no necesito la"
        "|no necesito mi|ya no voy a ir|ya no ire|cancelada|cancelado|cancelemos|me cancela|me cancelan"
        "|me la cancela|desagendar|liberar|tumbar|sacar del calendario|ya no puedo ir a|cancelela"
        "|cancelala|cancelenla|cancelamela|cancelarlas|cancelenme|cancelelas|quitela|no necesito ir a"
        "|quiteme|quitame|saqueme|saquenme|borreme|bajeme de|deme de baja|denme de baja|quitarme|sacarme"
        "|saqueme de|ya no voy a la|ya no voy a mi|ya no voy a esa|no quiero la cita|no quiero mi cita"
        "|ya no quiero ir|ya no la necesito"
        "|ya no lo necesito|olvidese de mi cita",
    ),
    (
        "BOOK",
        None,
        "agendar|reservar|programar|pedir|sacar|hacer|apartar|agende|agendeme|reserveme|solicitar"
        "|concertar|marcar|coger|conseguir|obtener|agendarme|hacerme|programarme|sacar una|pedir una"
        "|ajendar|hagame|hazme|me hace|me agenda|me da una|deme una cita|quiero sacar|quiero pedir"
        "|agendame|sacame",
    ),
    (
        "NEED",
        None,
        "necesito|quiero|quisiera|kiero|nesesito|necesitaria|me gustaria|deseo|desearia|ocupo|busco"
        "|me urge|tengo que|quiero que|nesecito|nececito|kisiera|querria|queria|neceisto|necesitamos"
        "|queremos|me hace falta|pido",
    ),
    (
        "AVAIL",
        None,
        "disponible|disponibles|disponibilidad|libre|libres|hueco|huecos|espacio|espacios|algo|algun hueco"
        "|algun espacio|hay|habra|tiene|tienen|tienes|tendra|tendran|tendria|tendrian|que tal|que tal si"
        "|se puede|se podria|podria ser|puede ser|podemos|podriamos|que hay|que tiene|que tienen|prefiero"
        "|preferiria|preferible|preferiblemente|preferentemente|de preferencia|ojala|a ser posible"
        "|si es posible|solo|solamente|unicamente|solo puedo|solamente puedo|unicamente puedo|busqueme"
        "|busca|busque|buscame|quiero ir|quisiera ir|me gustaria ir|puedo ir|puedo venir|podria ir"
        "|podria venir|estoy libre|estoy disponible|tengo libre|algo para|hay algo|hay lugar|hay cupo|cupo"
        "|lugar|mejor para|seria|que sea|que fuera|tiene que ser|y si|intentemos|probemos|encuentreme"
        "|encuentra|encuentrame|encontrar|puedo en|puedo por|puedo a|puedo solo|me puede dar|me podria dar"
        "|me pueden dar|me da chance|hay chance|hay algun|salgo a|salgo del trabajo a|no hay algo|alguna"
        "|algunas|algo mas|no hay|no tiene|no tienen|no habra|no tendra|no tendran|no tendria|no hay nada"
        "|no tiene nada|no tienen nada|no tiene algo|no tienen algo|puede revisar|revise|cheque"
        "|puede checar|puede buscar|puede ver|mire si|vea si|fijese si|me revisa|me checa|me busca|busquen"
        "|revisen|checar|revisar si|chequee|chequea|mira si|a ver si tiene|ver si hay|ver si tiene",
    ),
    ("INSTEAD", None, "en vez de|en lugar de|envez de|en ves de"),
    ("INSTEADADV", None, "en su lugar|en cambio"),
    (
        "CORRECT",
        None,
        "mejor|espera|espere|esperate|perdon|perdone|disculpe|digo|mejor dicho|quiero decir|quise decir"
        "|bueno mejor|no mejor|o mejor|en realidad|mas bien|no perdon|no digo|corrijo|me equivoque|ay no"
        "|no espera|no espere|pensandolo bien|ay perdon|aguarde|aguanta|rectifico|me corrijo"
        "|perdon quise decir|no no|ah no",
    ),
)
