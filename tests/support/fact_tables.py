"""A table of facts as an editor sends it."""

HEAD = "platform,key,value,basis,sources,note_nl,note_en,new_title,new_type"
ROW = "ons-plein,scope,regional,stated,https://onsplein.example/over,,,,"


def table(*rows):
    return "\n".join([HEAD, *rows]).encode()
