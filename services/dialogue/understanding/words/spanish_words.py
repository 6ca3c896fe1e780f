"""Everyday Spanish words that look like misspelt words of the domain: "siente" is not "siete"."""

from typing import Final

from services.dialogue.understanding.words.word_set import word_set

LOOKALIKES: Final = word_set(
    """
    posadas abrio abrira acerca ademas adentro afines afuera ajenas alturas andes anoche aporte aquellas
    aquello arenas arias artes asado atenas basada basadas basado basados bienes bocas bodas
    bruja caia caigo calvo cancer canto cantos carcel carga carta casada casado casados casta
    centra cera cientos cierre cines cintas circo clave claves cobre coches colegios comen
    comentando comento comenzado comenzo comia comidas comido comiendo comienza comoda contraria
    crece cresta cuadro cuartos cuentas cuento cuentos cunado damas dario decepcion decida
    deciden decides decidi decido decime defectos dejas demos desee despacio dinero dominio
    duena editar elisa empezado ente enterar entere entes entran entras entren enviando epocas
    escobar escuelas estais evita exito extra ficha fiesta finas flecha focos fomento fuego
    fueran fueras fuero fuerza gasta genero gesto gestos habia habran hacian haras haria harias
    harta hojas horacio hueso huevo importan importar importe indicios inicia interior jodas
    judio juego julia junior junto justa justos laborales lagos laguna lavado lentes leyes libra
    libro lleven locas locos luces lugo malos manada manos manto manzana manzanas marcha marcho
    marin marti martir mates medias medida medir mejore memes memoria memorias mentiras
    metes metio miento minas mirad misa modos momentos monja monta montes monto muera muertas
    muertes muerto nieve ninas novena nuca ocupando padres pagado pagados pagando pagos parada
    paradas parado parados paren partio pasaba pasan pasara pascual paseo pasta patada patadas
    pedia penas perdona peron personas pesada pesadas pesado pesados picos pinos pinto pobre
    posada pozos predio premio presidenta presidente presidentes presta presto previos projimo
    proponer pudo puedas puertos puno punta puntos quedas quema quiebra quieto quita quitado
    quito recoge recta recto redes refiero renta repito representativa representativo restos
    reto reves rinde rocas rueda ruego sabido sabiendo sabor sacado saga sala salado salia
    salian salsa salta salto salva salvado salve santa santos seguida seguido segundas semen
    senos sentada sentado sento sienta siente sienten siento siguen sigues sismo sobra sobres
    sueco suiza suman susto tango tardo temas tengan tengas termica terminan terminas terminos
    tonos torno toro toros trabajado trabajadora turco utiles vacia vacias vacios vagos valentia
    valga varia varian variar vence vengo viaja viejas viejo vienes viera vine vinos
    """
)
