"""Common words of both languages: they tell the language, and they are never taken for a misspelt other word."""

from typing import Final

from services.dialogue.understanding.words.word_set import word_set

ENGLISH: Final = word_set(
    """
    the be to of and in that have it for not on with he as you do at this but his by from they we
    say her she or an will my one all would there their what so up out if about who get which go me
    when make can like time just him know take into year your good some could them see other than
    then now look only come its over think also back after use how our work first well way even new
    want because any these give day most us is are was were been has had did does doing im ive id
    ill dont cant wont isnt arent doesnt didnt wasnt couldnt wouldnt shouldnt youre theyre thats
    whats lets please thanks thank yes no ok okay yeah yep nope hi hello hey sorry need help
    appointment today tomorrow still here where why am should may might must very really much more
    too again maybe sure fine great nice right call text phone name birthday born date doctor nurse
    pending clinic office something anything nothing someone else another earlier later sooner before works
    work better best instead rather already month week weekend morning afternoon evening night noon
    free open available anyway though through between around under until mouth moth friend friends
    free next last past post lost list fast tests test rest nest text taxi weak seek meek stay away
    send sent show find meet meeting mean meant money might moment mother father sister brother
    daughter son husband wife kid kids school lunch dinner breakfast house home car bus train
    traffic flight trip travel town city street road hurt hurts pain sick feel feeling fever cold
    flu cough blood pressure chest heart head back knee foot feet hand arm leg tooth teeth eye eyes
    ear skin test results prescription refill insurance bill billing pay payment cost price much
    long many person human agent operator keep kept cancel change move moved push pushed switch swap
    slot slots visit exam checkup cleaning therapy physical session tell told ask asked hear heard
    listen speak talk said says reply answer question problem issue wrong mistake forgot forget
    remember believe guess hope wish love hate care mind matter happen happened got getting goes
    going gone went left leave arrive late early soon quick quickly slow hard easy busy tired sorry
    apologies emergency urgent important possible impossible chance couple dear sir madam mister
    miss missed mark march marks sue drew don dawn may june april august even sun sunny wade wed
    weds fry tune tuna third thirst thrust thus wend trend fried marry merry money honey sandy candy
    dandy handy march batch tomato model modern noun none some same seem able table cable fable
    gable nine mine line pine wine fine dine throw threw thrown grew crew
    """
)

SPANISH: Final = word_set(
    """
    el la los las de que y a en un una ser se no haber por con su para como estar tener le lo todo
    pero mas hacer o poder decir este ir otro ese si me ya ver porque dar cuando muy sin vez mucho
    saber sobre mi alguno mismo yo tambien hasta ano dos querer entre asi primero desde grande eso
    ni nos llegar pasar tiempo ella dia uno bien poco deber entonces poner cosa tanto hombre parecer
    nuestro tan donde ahora parte despues vida quedar siempre creer hablar llevar dejar nada cada
    seguir menos nuevo encontrar algo solo puedo puede pueden quiero quisiera necesito tengo tiene
    tienen estoy esta estan soy es son fue era voy va vamos hay cita citas turno gracias favor hola
    buenas buenos dias tardes noches senor senora doctor doctora dentista limpieza consulta cancelar
    cambiar mover reprogramar adelantar posponer manana hoy lunes martes miercoles jueves viernes
    sabado domingo semana mes hora horas media cuarto tarde noche mediodia antes temprano proximo
    proxima siguiente viene claro vale perfecto bueno dale sip nop okay listo persona humano ayuda
    nombre nacimiento fecha codigo telefono numero llamo nacido naci mexico del al les te ti tu
    usted ustedes ellos esto esa esos esas aqui alli alla quien cual cuanto cuantos cuantas cuesta
    precio dolor pecho respirar ayudenme urgente emergencia duele corazon sangre cabeza mano pie ojo
    diente dientes muela muelas espalda seguro receta resultados factura pago pagar direccion
    ubicacion horario horarios abren cierran medico medica hijo hija esposo esposa mama papa madre
    padre hermano hermana escuela trabajo trabajar salgo salir entro libre disponible disponibilidad
    hueco espacio lugar otra otras otros ninguno ninguna nunca jamas tampoco mejor peor prefiero
    gusta gustaria importa igual sirve conviene funciona acuerdo correcto exacto eso claro seguro
    supuesto repita repetir repite entiendo entendi espanol ingles marco marzo marca mares parte
    partes juega juegos jueces viento vientos jefe lana luna lunar mayor menor noche coche leche
    centro norte sur este oeste dicho fecha hecho once doce quince veinte treinta cien mil ano anos ene
    """
)
