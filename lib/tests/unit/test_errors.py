from civiscope.errors import CiviscopeError, InputError, InputNotFound


def test_each_class_has_its_exit_code():
    codes = {error: error.exit_code for error in (CiviscopeError, InputError, InputNotFound)}

    assert codes == {CiviscopeError: 1, InputError: 65, InputNotFound: 66}


def test_an_input_error_is_a_value_error():
    assert issubclass(InputError, ValueError)
