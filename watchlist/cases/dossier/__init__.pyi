from .making import dossier_json as dossier_json, dossier_pdf as dossier_pdf, maker as maker
from .printing import drawn as drawn
from .sealing import DossierVerification as DossierVerification, NotADossier as NotADossier, verify as verify
