"""Calls the mocked service with zeep: WSDL, address and version of SOAP, any number of times."""

import sys

import zeep

arguments = sys.argv[1:]
for wsdl, address, version in zip(arguments[0::3], arguments[1::3], arguments[2::3]):
    client = zeep.Client(wsdl)
    namespace = next(iter(client.wsdl.bindings)).rsplit("}", 1)[0]
    binding = namespace + "}" + {"1.1": "APISoap", "1.2": "APISoap12"}[version]
    service = client.create_service(binding, address)
    print(service.login(sEmail="ann@example.com", sPassword='p<&>"ß'))
    account = service.getAccount()
    print(account.getAccountResult, account.iAccountID, account.sOrganization, account.sEmail)
    try:
        service.getAccount()
    except zeep.exceptions.Fault as fault:
        print(fault.message)
