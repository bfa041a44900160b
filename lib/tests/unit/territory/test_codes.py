from civiscope.territory import Department, departments


def test_there_are_101_departments_in_the_order_of_their_codes():
    codes = [department.code for department in departments()]

    assert len(codes) == 101
    assert codes == sorted(set(codes))
    assert codes[:3] == ["01", "02", "03"]
    assert codes[-5:] == ["971", "972", "973", "974", "976"]


def test_a_department_has_its_official_name_and_region():
    by_code = {department.code: department for department in departments()}

    assert by_code["22"] == Department(
        code="22", name="Côtes-d’Armor", region_code="53", region_name="Bretagne"
    )
    assert by_code["2A"] == Department(
        code="2A", name="Corse-du-Sud", region_code="94", region_name="Corse"
    )
    assert by_code["976"] == Department(
        code="976", name="Mayotte", region_code="06", region_name="Mayotte"
    )


def test_there_are_18_regions_each_with_one_name():
    regions = {(department.region_code, department.region_name) for department in departments()}

    assert len(regions) == 18
    assert len({code for code, _ in regions}) == 18
