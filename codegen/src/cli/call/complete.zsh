# Operations and members of `call`, which the contract says.
_wsdl-codegen_call() {
    if [[ "$words[2]" == call && CURRENT -ge 4 && "$words[CURRENT]" != -* ]]; then
        compadd -S '' -- ${(f)"$(wsdl-codegen candidates -- "${(@Q)words[3,CURRENT]}" 2>/dev/null)"}
        return
    fi
    _wsdl-codegen "$@"
}
compdef _wsdl-codegen_call wsdl-codegen
# Loaded by the first completion, which it answers.
if [ "$funcstack[1]" = "_wsdl-codegen" ]; then
    _wsdl-codegen_call "$@"
fi
