
# Operations and members of `call`, which the contract says.
_wsdl-codegen_call() {
    if [[ "$words[2]" == call && CURRENT -ge 4 && "$words[CURRENT]" != -* ]]; then
        compadd -S '' -- ${(f)"$(wsdl-codegen candidates -- "${(@Q)words[3,CURRENT]}" 2>/dev/null)"}
        return
    fi
    _wsdl-codegen "$@"
}
if [ "$funcstack[1]" != "_wsdl-codegen" ]; then
    compdef _wsdl-codegen_call wsdl-codegen
fi
