"""Objects that every Salesforce org has and the sandbox has not, in lower case."""

from __future__ import annotations

ABSENT_OBJECTS = frozenset(
    (
        *("accountcontactrelation", "accountcontactrole", "accounthistory"),
        *("accountshare", "accountteammember", "apexclass", "apextrigger", "asset"),
        *("asyncapexjob", "attachment", "campaign", "campaignmember", "case"),
        *("casecomment", "contacthistory", "contentdocument", "contentdocumentlink"),
        *("contentversion", "contract", "crontrigger", "dashboard", "document"),
        *("duplicaterecorditem", "duplicaterecordset", "emailmessage", "emailtemplate"),
        *("entitydefinition", "event", "feeditem", "fielddefinition"),
        *("fieldpermissions", "folder", "group", "groupmember", "individual"),
        *("leadhistory", "leadstatus", "listview", "loginhistory", "note"),
        *("objectpermissions", "opportunity", "opportunitycontactrole"),
        *("opportunityhistory", "opportunitylineitem", "opportunitystage", "order"),
        *("orderitem", "partner", "permissionset", "permissionsetassignment"),
        *("pricebook2", "pricebookentry", "product2", "profile", "queuesobject"),
        *("quote", "report", "solution", "staticresource", "task", "topic"),
        *("userrecordaccess", "userrole"),
    )
)
