"""What the generated firms do, in Salesforce's industries and in HubSpot's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """``account`` and ``company``: Industry of Salesforce, industry of HubSpot."""

    account: str
    company: str
    word: str


def _trades(text: str) -> tuple[Trade, ...]:
    rows = (line.strip().split(" | ") for line in text.strip().splitlines())
    return tuple(
        Trade(account, company, word)
        for account, company, words in rows
        for word in words.split(", ")
    )


TRADES = _trades("""
    Agriculture | FARMING | Farms, Orchards
    Agriculture | RANCHING | Livestock
    Apparel | APPAREL_FASHION | Apparel, Knitwear
    Apparel | TEXTILES | Textiles
    Banking | BANKING | Bank, Savings
    Biotechnology | BIOTECHNOLOGY | Biotech, Genomics
    Chemicals | CHEMICALS | Chemicals, Coatings
    Communications | PUBLIC_RELATIONS_AND_COMMUNICATIONS | Communications
    Communications | MARKETING_AND_ADVERTISING | Advertising, Brand Studio
    Construction | CONSTRUCTION | Construction, Builders
    Construction | BUILDING_MATERIALS | Brickworks
    Consulting | MANAGEMENT_CONSULTING | Consulting, Advisory
    Consulting | HUMAN_RESOURCES | People Advisors
    Education | HIGHER_EDUCATION | University
    Education | E_LEARNING | Learning
    Electronics | ELECTRICAL_ELECTRONIC_MANUFACTURING | Electronics, Circuits
    Electronics | SEMICONDUCTORS | Semiconductor
    Energy | OIL_ENERGY | Energy, Petroleum
    Energy | RENEWABLES_ENVIRONMENT | Solar, Wind Power
    Engineering | CIVIL_ENGINEERING | Engineering
    Engineering | MECHANICAL_OR_INDUSTRIAL_ENGINEERING | Mechanics
    Entertainment | ENTERTAINMENT | Entertainment
    Entertainment | COMPUTER_GAMES | Games
    Environmental | ENVIRONMENTAL_SERVICES | Recycling, Water Care
    Finance | FINANCIAL_SERVICES | Capital, Finance
    Finance | VENTURE_CAPITAL_PRIVATE_EQUITY | Ventures
    Food & Beverage | FOOD_BEVERAGES | Foods, Coffee Roasters
    Food & Beverage | WINE_AND_SPIRITS | Distillers
    Government | GOVERNMENT_ADMINISTRATION | City Council
    Healthcare | HOSPITAL_HEALTH_CARE | Clinic, Health
    Healthcare | MEDICAL_DEVICES | Medical Devices
    Healthcare | PHARMACEUTICALS | Pharma
    Hospitality | HOSPITALITY | Hotels, Resorts
    Hospitality | RESTAURANTS | Kitchens
    Insurance | INSURANCE | Insurance, Mutual
    Machinery | MACHINERY | Machinery, Tools
    Manufacturing | INDUSTRIAL_AUTOMATION | Automation
    Manufacturing | PLASTICS | Plastics
    Manufacturing | FURNITURE | Furniture
    Media | ONLINE_MEDIA | Media
    Media | PUBLISHING | Press, Publishing
    Not For Profit | NON_PROFIT_ORGANIZATION_MANAGEMENT | Foundation
    Not For Profit | PHILANTHROPY | Trust
    Recreation | SPORTING_GOODS | Sports
    Recreation | RECREATIONAL_FACILITIES_AND_SERVICES | Leisure
    Retail | RETAIL | Stores, Outfitters
    Retail | SUPERMARKETS | Markets
    Shipping | MARITIME | Shipping, Lines
    Shipping | PACKAGE_FREIGHT_DELIVERY | Freight, Parcel
    Technology | COMPUTER_SOFTWARE | Software, Systems
    Technology | INFORMATION_TECHNOLOGY_AND_SERVICES | IT Services, Cloud
    Technology | COMPUTER_NETWORK_SECURITY | Security
    Telecommunications | TELECOMMUNICATIONS | Telecom
    Telecommunications | WIRELESS | Wireless
    Transportation | LOGISTICS_AND_SUPPLY_CHAIN | Logistics, Supply Chain
    Transportation | TRANSPORTATION_TRUCKING_RAILROAD | Haulage
    Transportation | AIRLINES_AVIATION | Airways
    Utilities | UTILITIES | Utilities, Waterworks
    Other | REAL_ESTATE | Properties
    Other | LAW_PRACTICE | Law
    Other | SECURITY_AND_INVESTIGATIONS | Guards
    Other | WHOLESALE | Wholesale, Trading
""")
