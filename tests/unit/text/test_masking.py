"""Personal data is masked before the model sees a text; ordinary numbers are not."""

import pytest

from alumusic.domain.text.masking import mask


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("escreve pra ana.souza+fa@alumusic.com.br já", "escreve pra [email] já"),
        ("meu cpf é 123.456.789-09, confere", "meu cpf é [cpf], confere"),
        ("CPF 12345678909", "CPF [cpf]"),
        ("me liga (11) 98765-4321", "me liga [telefone]"),
        ("zap +55 11 98765-4321!", "zap [telefone]!"),
        ("fixo 11 3456-7890", "fixo [telefone]"),
        ("98765-4321", "[telefone]"),
        ("3456-7890", "[telefone]"),
        ("segue lá @fa_clube.oficial", "segue lá [perfil]"),
        ("insta:@ana", "insta:[perfil]"),
        ("olha https://golpe.example/x?y=1 aqui", "olha [link] aqui"),
        ("entra em www.golpe.example", "entra em [link]"),
        ("Entra em Www.golpe.example", "Entra em [link]"),
        ("HTTPS://GOLPE.EXAMPLE", "[link]"),
    ],
)
def test_each_kind_of_personal_data_has_its_label(written: str, masked: str) -> None:
    found = mask(written)

    assert found == masked


@pytest.mark.parametrize(
    "text", ["turnê 2023-2024", "de 2019 2020 2021 nada presta", "2024.2025", "1998-2003 foi o auge"]
)
def test_two_years_are_no_telephone(text: str) -> None:
    masked = mask(text)

    assert masked == text
