"""The closed vocabularies of the record that questions are asked in."""

FORMS = ("meeting", "phone_call", "video_call", "visit", "conference", "letter", "ceremony", "summons")
STATUSES = ("held", "planned", "cancelled", "denied")
LEVELS = ("head_of_state", "head_of_government", "foreign_minister", "minister", "official")
ACTS = tuple(
    "state praise congratulate thank condole commit call support oppose hope agree discuss announce warn invite deny welcome "
    "concern greet".split()
)
AREAS = tuple(
    "trade investment finance energy transport infrastructure agriculture digital science health education culture tourism "
    "people environment security defence legal humanitarian multilateral governance subnational".split()
)
OFFICES = tuple(
    "head_of_state crown_prince vice_president head_of_government deputy_head_of_government foreign_minister "
    "deputy_foreign_minister defence_minister minister deputy_minister state_councillor party_leader politburo_member "
    "party_official "
    "foreign_affairs_director national_security_adviser ambassador special_envoy spokesperson speaker_of_parliament "
    "member_of_parliament secretary_general military_commander governor royal_court intelligence_chief other_official".split()
)
ISSUES = tuple(
    "one_china taiwan xinjiang hong_kong tibet south_china_sea core_interests non_interference external_interference "
    "colour_revolution sovereignty_territorial_integrity own_development_path unilateralism protectionism free_trade "
    "multilateral_trading_system multilateralism hegemony_bullying double_standards international_law "
    "terrorism_extremism_separatism law_and_order_measures belt_and_road global_initiatives community_of_shared_future "
    "greater_role_in_organisation palestinian_state gaza_ceasefire gaza_aid displacement_of_palestinians settlements jerusalem "
    "ukraine_peace iran_nuclear non_proliferation afghanistan syria_unity sudan_peace yemen_peace libya_unity western_sahara "
    "red_sea_navigation sanctions un_reform climate_action two_state_solution syria_political_process libya_political_process "
    "attacks_on_civilians gaza_blockade prisoner_exchange nile_dam unrwa_funding palestinian_reconciliation migration "
    "foreign_presence_in_syria gulf_crisis".split()
)
PROMISES = ("commit", "agree")
