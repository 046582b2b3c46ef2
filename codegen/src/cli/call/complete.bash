
# Operations and members of `call`, which the contract says.
_wsdl-codegen_call() {
    local word="${COMP_WORDS[COMP_CWORD]}"
    if [[ "${COMP_WORDS[1]}" == call && COMP_CWORD -ge 3 && "$word" != -* ]]; then
        local IFS=$'\n'
        COMPREPLY=($(wsdl-codegen candidates -- "${COMP_WORDS[@]:2:COMP_CWORD-1}" 2>/dev/null))
        compopt -o nospace 2>/dev/null
        return 0
    fi
    _wsdl__codegen "$@"
}
complete -F _wsdl-codegen_call -o bashdefault -o default wsdl-codegen
