"""What the tables must say, written out a second time: not derived from them."""

STRETCHES = ["forward_fold", "seated_twist", "childs_pose", "happy_baby", "runners_lunge", "adductor_opener"]
STEPS = dict(zip(STRETCHES, [5, 8, 6, 6, 8, 4], strict=True))

# One row a muscle, one column a stretch in the order above; twist to the left, lunge with the left foot
# ahead. P primary, S secondary, W working, N claimed but not lengthened; L and R: that side of the body only.
LENGTHENED = """
erector_spinae               P   P-R  P   S   S    -
multifidi                    P   P-L  P   S   S    -
quadratus_lumborum           S   N    S   -   S    -
external_oblique             -   P-L  -   -   -    -
internal_oblique             -   P-R  -   -   -    -
rectus_abdominis             -   -    -   -   N    -
latissimus_dorsi             -   -    P   -   -    -
gluteus_maximus              P   P-L  P   P   P-L  W
gluteus_medius_minimus       -   P-L  -   -   -    -
piriformis                   -   P-L  -   S   -    -
hamstrings                   P   -    -   S   S-L  -
adductor_magnus              P   -    S   P   P-L  P
adductor_longus_brevis       S   -    S   P   S-R  P
pectineus                    S   -    S   S   S-R  P
gracilis                     S   -    -   S   -    S
iliopsoas                    -   -    -   -   P-R  -
rectus_femoris               -   -    -   -   P-R  -
tensor_fasciae_latae         -   -    -   -   S-R  -
sartorius                    -   -    -   -   N-R  -
vasti                        -   S-R  S   -   -    W
tibialis_anterior            -   -    S   -   -    -
long_toe_extensors           -   -    S   -   -    -
rhomboids_posterior_deltoid  -   S-R  -   -   -    -
"""
ROLE = {"primary": "P", "secondary": "S", "working": "W", "not lengthened": "N"}

# A avoid, M modify; the same columns.
PRECAUTIONS = """
osteoporosis              A A A M M -
disc_leg_pain             A M M M M -
eased_by_bending          - M - - M -
hip_replacement_posterior A A A A A M
hip_replacement_anterior  M M M M A M
hip_osteoarthritis        M M M M M M
hip_impingement           M A M M M M
knee_problem              - M A - M M
pregnancy                 M M M M M A
glaucoma_eye_surgery      A - M - - -
dizziness_blood_pressure  A - M - - M
wrist_shoulder_pain       - - M M M -
groin_hamstring_strain    M - - M M A
hypermobility             M M M M M M
gluteal_tendinopathy      - A - - M -
hamstring_tendinopathy    A M M M M -
spinal_surgery            A A A A A A
spondylolisthesis         - M - - M -
pelvic_girdle_pain        M M M M A A
"""

NERVES = {
    "erector_spinae": "posterior rami", "multifidi": "posterior rami", "quadratus_lumborum": "T12, L1-L4",
    "external_oblique": "T7-T12", "internal_oblique": "T7-T12, L1", "rectus_abdominis": "T7-T12",
    "latissimus_dorsi": "thoracodorsal C6-C8", "gluteus_maximus": "inferior gluteal L5-S2",
    "gluteus_medius_minimus": "superior gluteal L4-S1", "piriformis": "nerve to piriformis S1-S2",
    "hamstrings": "tibial sciatic L5-S2", "adductor_magnus": "obturator tibial sciatic L2-L4 L4",
    "adductor_longus_brevis": "obturator L2-L4", "pectineus": "femoral obturator L2-L3",
    "gracilis": "obturator L2-L4", "iliopsoas": "anterior rami femoral L1-L3 L2-L3",
    "rectus_femoris": "femoral L2-L4", "tensor_fasciae_latae": "superior gluteal L4-S1",
    "sartorius": "femoral L2-L3",
    "vasti": "femoral L2-L4", "tibialis_anterior": "deep fibular L4-L5",
    "long_toe_extensors": "deep fibular L5-S1",
    "rhomboids_posterior_deltoid": "dorsal scapular axillary C4-C5 C5-C6",
}  # fmt: skip


def literal(text):
    """The literal tables above as {row: {stretch: mark}}."""
    lines = [line.split() for line in text.strip().splitlines()]
    return {name: dict(zip(STRETCHES, marks, strict=True)) for name, *marks in lines}


def _flexed(angles):
    return angles["hip_flex"] > 45


def _behind(angles):
    return angles["hip_flex"] < 0


def _apart(angles):
    return angles["hip_abd"] > 0


def _across(angles):
    return angles["hip_abd"] < 0


def _pointed(angles):
    return angles["ankle_df"] < 0


# What the joints of a side must show where a muscle is lengthened; turned_to_it: the turn to that side.
OPPOSITE = {
    "gluteus_maximus": _flexed,
    "hamstrings": _flexed,
    "piriformis": lambda a: _flexed(a) and (_across(a) or a["hip_er"] > 20),  # flexed, it turns inwards
    "gluteus_medius_minimus": _across,
    "iliopsoas": _behind,
    "tensor_fasciae_latae": _behind,
    "rectus_femoris": lambda a: _behind(a) and a["knee_flex"] > 0,
    "vasti": lambda a: a["knee_flex"] > 90,
    "adductor_magnus": lambda a: _apart(a) and _flexed(a),
    "adductor_longus_brevis": _apart,
    "pectineus": _apart,
    "gracilis": _apart,
    "tibialis_anterior": _pointed,
    "long_toe_extensors": lambda a: _pointed(a) and a["toe_ext"] < 0,
    "latissimus_dorsi": lambda a: a["sh_flex"] > 90,
    "rhomboids_posterior_deltoid": lambda a: a["sh_flex"] > 0 and a["scap_pro"] > 0,
    "erector_spinae": lambda a: a["lumbar_flex"] > 0 and a["turned_to_it"] <= 0,
    "multifidi": lambda a: a["lumbar_flex"] > 0 and a["turned_to_it"] >= 0,
    "quadratus_lumborum": lambda a: a["lumbar_flex"] > 0,
    "internal_oblique": lambda a: a["turned_to_it"] < 0,
    "external_oblique": lambda a: a["turned_to_it"] > 0,
}
