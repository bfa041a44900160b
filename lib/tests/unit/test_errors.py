from civiscope.errors import CiviscopeError, ConvergenceError, InputError, InputNotFound


def test_each_class_has_its_exit_code():
    errors = (CiviscopeError, ConvergenceError, InputError, InputNotFound)

    codes = {error: error.exit_code for error in errors}

    assert codes == {CiviscopeError: 1, ConvergenceError: 65, InputError: 65, InputNotFound: 66}


def test_an_input_error_is_a_value_error():
    assert issubclass(InputError, ValueError)
