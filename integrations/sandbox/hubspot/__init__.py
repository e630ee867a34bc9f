"""HubSpot's CRM API, as strict as the real one.

What is not known of HubSpot is refused with a 501 that names it. Where an answer must
be given all the same, the sandbox chooses what a careful client has to expect anyway:

- A lifecycle stage sent backwards is ignored with a 200.
- A write that changes nothing still moves the stamp.
- Null as the value of a property clears it, as "" does.
- A cleared property is "" in the answer to the write and null in every read.
- The results of a batch come newest first, not in the order of the inputs.
- The unique values of archived and of merged records are free again.
- NEQ and NOT_IN find no record in which the property is blank.
- A late commit (an injected fault) delays what the search sees, as its lag does.
"""
