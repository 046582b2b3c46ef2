
# Operations and members of `call`, which the contract says.
function __wsdl_codegen_candidates
    set -l words (commandline -opc) (commandline -ct)
    wsdl-codegen candidates -- $words[3..-1] 2>/dev/null
end
complete -c wsdl-codegen -n '__fish_seen_subcommand_from call; and test (count (commandline -opc)) -ge 3' -f -a '(__wsdl_codegen_candidates)'
