"""The field mappings every connection starts with, in the order they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from integrations.records import KEY_PROPERTY
from integrations.rules.rule import SyncRule
from integrations.rules.valuemap import suggest_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.records import Field, Property


class DefaultMapping(NamedTuple):
    """``values`` holds the Salesforce value for each HubSpot value.

    A system mapping is Syncadmin's own and cannot be changed.
    """

    property: str
    field: str
    rule: SyncRule = SyncRule.PREFER_SALESFORCE
    values: Mapping[str, str] = {}
    system: bool = False


INDUSTRIES = {
    "Agriculture": "FARMING RANCHING DAIRY FISHERY",
    "Apparel": "APPAREL_FASHION TEXTILES LUXURY_GOODS_JEWELRY",
    "Banking": "BANKING INVESTMENT_BANKING",
    "Biotechnology": "BIOTECHNOLOGY NANOTECHNOLOGY PHARMACEUTICALS",
    "Chemicals": "CHEMICALS PLASTICS",
    "Communications": (
        "PUBLIC_RELATIONS_AND_COMMUNICATIONS MARKETING_AND_ADVERTISING"
        " TRANSLATION_AND_LOCALIZATION WRITING_AND_EDITING"
    ),
    "Construction": (
        "CONSTRUCTION BUILDING_MATERIALS GLASS_CERAMICS_CONCRETE"
        " ARCHITECTURE_PLANNING COMMERCIAL_REAL_ESTATE REAL_ESTATE"
    ),
    "Consulting": (
        "MANAGEMENT_CONSULTING MARKET_RESEARCH HUMAN_RESOURCES OUTSOURCING_OFFSHORING"
        " STAFFING_AND_RECRUITING"
    ),
    "Education": (
        "EDUCATION_MANAGEMENT E_LEARNING HIGHER_EDUCATION PRIMARY_SECONDARY_EDUCATION"
        " PROFESSIONAL_TRAINING_COACHING LIBRARIES RESEARCH"
    ),
    "Electronics": (
        "CONSUMER_ELECTRONICS ELECTRICAL_ELECTRONIC_MANUFACTURING SEMICONDUCTORS"
    ),
    "Energy": "OIL_ENERGY MINING_METALS",
    "Engineering": (
        "MECHANICAL_OR_INDUSTRIAL_ENGINEERING CIVIL_ENGINEERING AVIATION_AEROSPACE"
        " DEFENSE_SPACE"
    ),
    "Entertainment": (
        "ENTERTAINMENT MOTION_PICTURES_AND_FILM MUSIC PERFORMING_ARTS ANIMATION"
        " COMPUTER_GAMES GAMBLING_CASINOS MUSEUMS_AND_INSTITUTIONS"
    ),
    "Environmental": "ENVIRONMENTAL_SERVICES RENEWABLES_ENVIRONMENT",
    "Finance": (
        "FINANCIAL_SERVICES ACCOUNTING CAPITAL_MARKETS INVESTMENT_MANAGEMENT"
        " VENTURE_CAPITAL_PRIVATE_EQUITY"
    ),
    "Food & Beverage": (
        "FOOD_BEVERAGES FOOD_PRODUCTION RESTAURANTS WINE_AND_SPIRITS TOBACCO"
    ),
    "Government": (
        "GOVERNMENT_ADMINISTRATION GOVERNMENT_RELATIONS EXECUTIVE_OFFICE"
        " LEGISLATIVE_OFFICE JUDICIARY LAW_ENFORCEMENT MILITARY PUBLIC_POLICY"
        " PUBLIC_SAFETY INTERNATIONAL_AFFAIRS"
    ),
    "Healthcare": (
        "HOSPITAL_HEALTH_CARE HEALTH_WELLNESS_AND_FITNESS MEDICAL_DEVICES"
        " MEDICAL_PRACTICE MENTAL_HEALTH_CARE ALTERNATIVE_MEDICINE VETERINARY"
    ),
    "Hospitality": "HOSPITALITY LEISURE_TRAVEL_TOURISM EVENTS_SERVICES",
    "Insurance": "INSURANCE",
    "Machinery": "MACHINERY RAILROAD_MANUFACTURE SHIPBUILDING",
    "Manufacturing": (
        "INDUSTRIAL_AUTOMATION AUTOMOTIVE FURNITURE PACKAGING_AND_CONTAINERS"
        " PAPER_FOREST_PRODUCTS PRINTING BUSINESS_SUPPLIES_AND_EQUIPMENT"
    ),
    "Media": (
        "MEDIA_PRODUCTION BROADCAST_MEDIA ONLINE_MEDIA NEWSPAPERS PUBLISHING"
        " PHOTOGRAPHY GRAPHIC_DESIGN DESIGN"
    ),
    "Not For Profit": (
        "NON_PROFIT_ORGANIZATION_MANAGEMENT CIVIC_SOCIAL_ORGANIZATION FUND_RAISING"
        " PHILANTHROPY POLITICAL_ORGANIZATION RELIGIOUS_INSTITUTIONS THINK_TANKS"
    ),
    "Recreation": "RECREATIONAL_FACILITIES_AND_SERVICES SPORTS SPORTING_GOODS",
    "Retail": (
        "RETAIL SUPERMARKETS CONSUMER_GOODS COSMETICS WHOLESALE ARTS_AND_CRAFTS"
    ),
    "Shipping": "PACKAGE_FREIGHT_DELIVERY MARITIME IMPORT_AND_EXPORT",
    "Technology": (
        "INFORMATION_TECHNOLOGY_AND_SERVICES COMPUTER_SOFTWARE COMPUTER_HARDWARE"
        " COMPUTER_NETWORKING COMPUTER_NETWORK_SECURITY INFORMATION_SERVICES INTERNET"
    ),
    "Telecommunications": "TELECOMMUNICATIONS WIRELESS",
    "Transportation": (
        "TRANSPORTATION_TRUCKING_RAILROAD AIRLINES_AVIATION LOGISTICS_AND_SUPPLY_CHAIN"
        " WAREHOUSING"
    ),
    "Utilities": "UTILITIES",
}
"""HubSpot's industries by Salesforce's: the first is written, the others are read."""

TYPES = {
    "Prospect": "PROSPECT",
    "Channel Partner / Reseller": "RESELLER",
    "Technology Partner": "PARTNER",
    "Other": "OTHER VENDOR",
}


def _by_hubspot_value(partners: Mapping[str, str]) -> dict[str, str]:
    return {
        ours: theirs for theirs, listed in partners.items() for ours in listed.split()
    }


DEFAULT_MAPPINGS = (
    DefaultMapping("name", "Name"),
    DefaultMapping("hubspot_owner_id", "OwnerId", SyncRule.TWO_WAY),
    DefaultMapping("website", "Website"),
    DefaultMapping("phone", "Phone"),
    DefaultMapping("address", "BillingStreet"),
    DefaultMapping("city", "BillingCity"),
    DefaultMapping("state", "BillingState"),
    DefaultMapping("zip", "BillingPostalCode"),
    DefaultMapping("country", "BillingCountry"),
    DefaultMapping("industry", "Industry", values=_by_hubspot_value(INDUSTRIES)),
    DefaultMapping("numberofemployees", "NumberOfEmployees"),
    DefaultMapping("annualrevenue", "AnnualRevenue"),
    DefaultMapping("description", "Description"),
    DefaultMapping("type", "Type", values=_by_hubspot_value(TYPES)),
    DefaultMapping(KEY_PROPERTY, "Id", SyncRule.ALWAYS_SALESFORCE, system=True),
)


def starting_values(
    default: DefaultMapping, property: Property, field: Field
) -> dict[str, str]:
    """The default's value map as far as both CRMs have it, filled up by labels."""
    here = {option.value for option in property.options if option.active}
    there = {option.value for option in field.options if option.active}
    curated = {
        ours: theirs
        for ours, theirs in default.values.items()
        if ours in here and theirs in there
    }
    return curated | {
        ours: theirs
        for ours, theirs in suggest_values(property, field).items()
        if ours not in curated
    }
